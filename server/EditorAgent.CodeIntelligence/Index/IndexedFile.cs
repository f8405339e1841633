using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>What the index knows of one file. Immutable; declarations that come from the disk are decoded when someone asks.</summary>
public sealed class IndexedFile
{
    private const string TooDeep = "brackets nested too deep";

    private readonly ReadOnlyMemory<byte> packed;
    private Declaration[]? declarations;

    private IndexedFile(string path, FileStamp stamp, string hash, string? problem, ReadOnlyMemory<byte> packed)
    {
        this.Path = path;
        this.Stamp = stamp;
        this.Hash = hash;
        this.Problem = problem;
        this.packed = packed;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>On disk; default for a buffer.</summary>
    public FileStamp Stamp { get; private init; }

    /// <summary>SHA-256 of the bytes that were read; empty when they could not be.</summary>
    public string Hash { get; }

    /// <summary>Why there are no declarations; null when all is well.</summary>
    public string? Problem { get; }

    /// <summary>Written so shortly before it was read that a later write may carry the same time: its content is compared every time.</summary>
    public bool IsYoung { get; private init; }

    /// <summary>The editor's text; null when the disk counts.</summary>
    public ShownFile? Buffer { get; private init; }

    public ImmutableArray<Declaration> Declarations =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(this.declarations ??= DeclarationCodec.Read(this.packed.Span));

    /// <summary>What the disk cache keeps.</summary>
    internal ReadOnlyMemory<byte> Packed => this.packed;

    public static IndexedFile Of(ShownFile file, FileStamp stamp, bool isYoung, CancellationToken cancellationToken)
    {
        if (NestingGuard.IsTooDeep(file.Text))
        {
            return new IndexedFile(file.Path, stamp, file.Hash, TooDeep, default) { IsYoung = isYoung, declarations = [] };
        }

        var declarations = DeclarationReader.Read(file.Text, cancellationToken);
        return new IndexedFile(file.Path, stamp, file.Hash, null, DeclarationCodec.Write(declarations)) { IsYoung = isYoung, declarations = [.. declarations] };
    }

    public static IndexedFile OfBuffer(ShownFile file, CancellationToken cancellationToken)
    {
        return NestingGuard.IsTooDeep(file.Text)
            ? new IndexedFile(file.Path, default, file.Hash, TooDeep, default) { Buffer = file, declarations = [] }
            : new IndexedFile(file.Path, default, file.Hash, null, default) { Buffer = file, declarations = [.. DeclarationReader.Read(file.Text, cancellationToken)] };
    }

    /// <param name="path">Absolute.</param>
    /// <param name="stamp">As swept.</param>
    /// <param name="problem">For a person or a model, for example <c>larger than 16 MB</c>.</param>
    public static IndexedFile Unread(string path, FileStamp stamp, string problem) => new(path, stamp, "", problem, default) { declarations = [] };

    internal static IndexedFile Stored(string path, FileStamp stamp, string hash, string? problem, ReadOnlyMemory<byte> packed) =>
        new(path, stamp, hash, problem, packed) { declarations = packed.IsEmpty ? [] : null };

    /// <summary>The same content at another time.</summary>
    internal IndexedFile At(FileStamp stamp, bool isYoung) =>
        new(this.Path, stamp, this.Hash, this.Problem, this.packed) { IsYoung = isYoung, declarations = this.declarations };
}

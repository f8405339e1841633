using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

/// <summary>
/// One version of a file, shared by every project that compiles it. It is read from the disk when somebody first asks for its text and never
/// again; a later version is another object.
/// </summary>
internal sealed class SourceFile : TextLoader
{
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private volatile SourceContent? content;

    private SourceFile(string path, TimeProvider time, SourceContent? content)
    {
        this.Path = path;
        this.time = time;
        this.content = content;
    }

    public string Path { get; }

    /// <summary>Null as long as nobody has read it: such a file cannot be out of date.</summary>
    public SourceContent? Known => this.content;

    public bool IsBuffer => this.content is { IsBuffer: true };

    public static SourceFile OnDisk(string path, TimeProvider time) => new(path, time, null);

    /// <param name="hash">Of the bytes that the buffer would be saved as.</param>
    public static SourceFile InBuffer(string path, string text, string hash, TimeProvider time)
    {
        var normalized = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return new(path, time, new SourceContent(SourceText.From(normalized, Encoding.UTF8), hash, FileStamp.Absent, time.GetUtcNow()) { IsBuffer = true });
    }

    /// <summary>The same text for a file that is no longer there.</summary>
    public SourceFile AsGone() => new(this.Path, this.time, this.Read() with { Stamp = FileStamp.Absent });

    public SourceContent Read()
    {
        if (this.content is { } known)
        {
            return known;
        }

        lock (this.gate)
        {
            return this.content ??= SourceContent.FromDisk(this.Path, this.time);
        }
    }

    public override Task<TextAndVersion> LoadTextAndVersionAsync(LoadTextOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = this.Read();
        return Task.FromResult(TextAndVersion.Create(read.Text, read.Version, this.Path));
    }

    /// <summary>Whether the disk no longer holds what was read. A look that proves a young file unchanged makes it an old one.</summary>
    public bool IsOutdated(FileStamp now)
    {
        if (this.content is not { IsBuffer: false } known)
        {
            return false;
        }

        if (known.Stamp != now)
        {
            return !known.IsSameAs(now, this.Path, this.time, out var moved) || this.Keep(moved);
        }

        return known.Stamp.WasYoungAt(known.SeenAt) && (!known.IsSameAs(now, this.Path, this.time, out var aged) || this.Keep(aged));
    }

    private bool Keep(SourceContent same)
    {
        this.content = same;
        return false;
    }
}

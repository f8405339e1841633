using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>
/// The index on disk, one file a workspace. Written beside and renamed, so that a reader finds an old or a new one; whatever else it finds
/// counts as nothing. Two writers do no harm: the last one wins.
/// </summary>
public sealed class IndexCache
{
    /// <summary>Goes up whenever the records or what is read into them change.</summary>
    private const int Schema = 2;

    private const int ChecksumLength = 32;

    private static readonly string Version = $"{Schema} {typeof(CSharpSyntaxTree).Assembly.GetName().Version}";

    private readonly string root;
    private readonly string directory;
    private readonly string path;

    /// <param name="root">The workspace.</param>
    /// <param name="directory">Where caches lie, outside of the workspace.</param>
    public IndexCache(string root, string directory)
    {
        this.root = root;
        this.directory = directory;
        this.path = Path.Join(directory, $"syntax-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..16]}.index");
    }

    /// <returns>Empty when there is nothing, or nothing that can be trusted.</returns>
    public IReadOnlyList<IndexedFile> Load()
    {
        try
        {
            var bytes = File.Exists(this.path) ? File.ReadAllBytes(this.path) : [];
            return bytes.Length > ChecksumLength && SHA256.HashData(bytes.AsSpan(..^ChecksumLength)).AsSpan().SequenceEqual(bytes.AsSpan(^ChecksumLength..))
                ? this.Read(bytes)
                : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <returns>False when it could not be written; the index then has to be built again next time.</returns>
    public bool Save(IEnumerable<IndexedFile> files)
    {
        var stored = files.Where(file => file.Buffer is null && !file.IsYoung).ToList();
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(this.root);
        writer.Write7BitEncodedInt(stored.Count);
        foreach (var file in stored)
        {
            writer.Write(Path.GetRelativePath(this.root, file.Path));
            writer.Write(file.Stamp.Modified);
            writer.Write(file.Stamp.Size);
            writer.Write(file.Hash);
            writer.Write(file.Problem ?? "");
            writer.Write7BitEncodedInt(file.Packed.Length);
        }

        foreach (var file in stored)
        {
            writer.Write(file.Packed.Span);
        }

        writer.Flush();
        writer.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return this.Replace(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private List<IndexedFile> Read(byte[] bytes)
    {
        var reader = new DeclarationCodec.PackedReader(bytes);
        if (reader.Text() != Version || reader.Text() != this.root)
        {
            return [];
        }

        var count = reader.Number();
        var headers = new (string Path, FileStamp Stamp, string Hash, string Problem, int Length)[count];
        var blocks = 0;
        for (var index = 0; index < count; index++)
        {
            headers[index] = (Path.Join(this.root, reader.Text()), new FileStamp(reader.Long(), reader.Long()), reader.Text(), reader.Text(), reader.Number());
            blocks += headers[index].Length;
        }

        var files = new List<IndexedFile>(count);
        var at = bytes.Length - ChecksumLength - blocks;
        foreach (var header in headers)
        {
            files.Add(IndexedFile.Stored(header.Path, header.Stamp, header.Hash, header.Problem.Length == 0 ? null : header.Problem, bytes.AsMemory(at, header.Length)));
            at += header.Length;
        }

        return files;
    }

    private bool Replace(ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{this.path}.{Environment.ProcessId}.{Guid.NewGuid():n}.tmp";
        try
        {
            Directory.CreateDirectory(this.directory);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, this.path, overwrite: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            return false;
        }
    }
}

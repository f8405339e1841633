using System.Collections.Immutable;
using System.Security.Cryptography;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Hub.Starting;

/// <summary>
/// What a stranger's server runs out of the workspace itself: its program, and the scripts among its arguments. Their content is a part of what the
/// user approves, since whoever can change a file there would otherwise change the server. What a script loads in turn is not looked at.
/// </summary>
internal sealed class WorkspaceScripts(Workspace workspace, ProgramFinder programs)
{
    private const int MostScripts = 64;
    private const long Largest = 256 * 1024 * 1024;
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly ImmutableArray<string> Extensions =
    [
        ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".py", ".pyz", ".pyw", ".sh", ".bash", ".zsh", ".fish", ".rb", ".pl", ".php", ".lua", ".r", ".jl", ".tcl", ".go",
        ".rs", ".ps1", ".psm1", ".bat", ".cmd", ".vbs", ".dll", ".exe", ".jar", ".war", ".class", ".fsx", ".csx", ".cs", ".wasm", ".so", ".node", ".awk", ".sed", ".mk", ".gradle",
    ];

    public ImmutableArray<TrustLine> Of(McpServerDeclaration server, string? program)
    {
        var facts = ImmutableArray.CreateBuilder<TrustLine>();
        if (program is not null && programs.IsOfWorkspace(program))
        {
            facts.Add(FactOf(program));
        }

        foreach (var argument in server.Args)
        {
            if (facts.Count < MostScripts && this.FileOf(argument, server.Cwd ?? workspace.RealRoot) is { } file && file != program)
            {
                facts.Add(FactOf(file));
            }
        }

        return facts.DrainToImmutable();
    }

    /// <summary>The script that an argument means: the argument itself, or what stands behind the equals sign of an option.</summary>
    private string? FileOf(string argument, string directory)
    {
        var text = argument.StartsWith('-') && argument.IndexOf('=') is var at and > 0 ? argument[(at + 1)..] : argument;
        if (text.Length is 0 or > 4096 || text.AsSpan().ContainsAny('\0', '\n') || text.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(directory, text));
        return File.Exists(path) && programs.IsOfWorkspace(path) && IsScript(path) ? path : null;
    }

    /// <summary>Data that a server works on may change without anybody being asked.</summary>
    private static bool IsScript(string path)
    {
        if (Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & AnyExecute) != 0))
        {
            return true;
        }

        using var handle = Open(path);
        Span<byte> begin = stackalloc byte[2];
        return handle is null || (RandomAccess.Read(handle, begin, 0) == 2 && begin.SequenceEqual("#!"u8));
    }

    private static TrustLine FactOf(string path)
    {
        using var handle = Open(path);
        if (handle is null || RandomAccess.GetLength(handle) > Largest)
        {
            throw new NotReadyException(Contract.ServerState.Failed, $"{CanonicalText.Line(path, 400)} is a part of it and cannot be read, or is too large to be looked at before it runs.");
        }

        using var content = new FileStream(handle, FileAccess.Read);
        return new TrustLine($"content of {path}", $"SHA-256 {Convert.ToHexStringLower(SHA256.HashData(content))}");
    }

    /// <summary>Of a link, what it leads to: that is what runs.</summary>
    private static Microsoft.Win32.SafeHandles.SafeFileHandle? Open(string path)
    {
        try
        {
            return RegularFile.TryOpen(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

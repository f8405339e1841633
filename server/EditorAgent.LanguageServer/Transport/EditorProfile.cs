using Newtonsoft.Json.Linq;
using OmniSharp.Extensions.LanguageServer.Protocol;
using OmniSharp.Extensions.LanguageServer.Protocol.Models;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>What the editor said of itself in <c>initialize</c>. What it did not say, it does not do.</summary>
internal sealed record EditorProfile
{
    /// <summary>It registers the commands of code actions itself and takes them to its ACP connection.</summary>
    public bool HasOwnCommands { get; init; }

    /// <summary>It saves documents when asked.</summary>
    public bool Saves { get; init; }

    public bool AppliesEdits { get; init; }

    /// <summary>It holds an edit against the version of the document.</summary>
    public bool ChecksVersions { get; init; }

    /// <summary>It knows code actions beside plain commands.</summary>
    public bool KnowsCodeActions { get; init; }

    public bool RefreshesLenses { get; init; }

    public bool ShowsProgress { get; init; }

    /// <summary>The workspace's folders, existing or not; the first is where sessions work.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    public static EditorProfile Of(InitializeParams request)
    {
        var workspace = request.Capabilities?.Workspace;
        var ours = (request.InitializationOptions as JObject)?["editoragent"] as JObject ?? [];
        return new EditorProfile
        {
            HasOwnCommands = IsTrue(ours["commands"]),
            Saves = IsTrue(ours["saves"]),
            AppliesEdits = workspace?.ApplyEdit is { IsSupported: true, Value: true },
            ChecksVersions = workspace?.WorkspaceEdit is { IsSupported: true, Value.DocumentChanges: true },
            KnowsCodeActions = request.Capabilities?.TextDocument?.CodeAction is { IsSupported: true, Value.CodeActionLiteralSupport: not null },
            RefreshesLenses = workspace?.CodeLens is { IsSupported: true, Value.RefreshSupport: true },
            ShowsProgress = request.Capabilities?.Window?.WorkDoneProgress is { IsSupported: true, Value: true },
            Folders = [.. FoldersOf(request)],
        };
    }

    private static IEnumerable<string> FoldersOf(InitializeParams request)
    {
        IEnumerable<DocumentUri?> named = request.WorkspaceFolders is { } folders && folders.Any() ? folders.Select(folder => folder?.Uri) : [request.RootUri];
        foreach (var uri in named)
        {
            if (uri is { Scheme: "file" } && PathOf(uri.ToString()) is { } path)
            {
                yield return path;
            }
        }

        if (request.RootPath is { Length: > 0 } old && Path.IsPathFullyQualified(old))
        {
            yield return old;
        }
    }

    /// <summary>The path of a file's address; null for an address that is no file's.</summary>
    public static string? PathOf(string uri) =>
        uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && DocumentUri.From(uri).GetFileSystemPath() is { Length: > 0 } path && Path.IsPathFullyQualified(path) && !path.Contains('\0')
            ? path
            : null;

    private static bool IsTrue(JToken? token) => token is { Type: JTokenType.Boolean } && (bool)token;
}

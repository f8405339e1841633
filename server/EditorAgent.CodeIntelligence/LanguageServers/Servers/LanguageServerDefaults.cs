using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>The servers that are known without being configured.</summary>
public static class LanguageServerDefaults
{
    public static ImmutableArray<LanguageServerDeclaration> All { get; } =
    [
        new()
        {
            Name = "typescript",
            Command = "typescript-language-server",
            Args = ["--stdio"],
            Languages = Map("typescript .ts .mts .cts", "typescriptreact .tsx", "javascript .js .mjs .cjs", "javascriptreact .jsx"),
            RootMarkers = ["tsconfig.json", "jsconfig.json", "package.json"],

            // Watched by us, so that a question never races with the server's own watchers; nothing is fetched.
            InitializationOptions = Json("""{"hostInfo":"EditorAgent","disableAutomaticTypingAcquisition":true,"tsserver":{"useClientFileWatcher":true,"useSyntaxServer":"never"}}"""),
            Install = "Run: npm install -g typescript-language-server typescript@6",
        },
        new()
        {
            Name = "pyright",
            Command = "pyright-langserver",
            Args = ["--stdio"],
            Languages = Map("python .py .pyi"),
            RootMarkers = ["pyrightconfig.json", "pyproject.toml", "setup.py", "setup.cfg"],
            Settings = Json("""{"python":{"analysis":{"autoSearchPaths":true,"useLibraryCodeForTypes":true,"diagnosticMode":"openFilesOnly"}}}"""),
            Install = "Run: npm install -g pyright",
        },
        new()
        {
            Name = "clangd",
            Command = "clangd",
            Args = ["--background-index", "--log=error", "--limit-results=1000"],
            Languages = Map("c .c .h", "cpp .cc .cpp .cxx .hh .hpp .hxx", "objective-c .m", "objective-cpp .mm"),
            RootMarkers = ["compile_commands.json", "compile_flags.txt", ".clangd"],
            InitializationOptions = Json("""{"clangdFileStatus":false}"""),
            Install = "Install clangd with your system's packages (Debian: apt install clangd) and give the project a compile_commands.json",
        },
        new()
        {
            Name = "gopls",
            Command = "gopls",
            Languages = Map("go .go"),
            RootMarkers = ["go.work", "go.mod"],
            Install = "Run: go install golang.org/x/tools/gopls@latest",
        },
    ];

    private static ImmutableSortedDictionary<string, string> Map(params ReadOnlySpan<string> languages)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var language in languages)
        {
            var words = language.Split(' ');
            foreach (var extension in words.Skip(1))
            {
                map[extension] = words[0];
            }
        }

        return map.ToImmutable();
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}

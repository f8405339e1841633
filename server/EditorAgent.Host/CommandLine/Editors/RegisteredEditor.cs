using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>An editor whose own settings name the agents it offers.</summary>
/// <param name="Word">As typed behind <c>--ide</c>.</param>
/// <param name="Name">As people call it.</param>
/// <param name="File">Where it reads its agents.</param>
/// <param name="Next">What the user does there once the entry stands.</param>
/// <param name="Programs">What it is started by in a shell.</param>
internal sealed record RegisteredEditor(string Word, string Name, string File, string Next, ImmutableArray<string> Programs)
{
    /// <summary>The entry's name, and what the editor shows.</summary>
    public const string EntryName = "EditorAgent";

    public static ImmutableArray<string> Words { get; } = ["jetbrains", "zed"];

    public static ImmutableArray<RegisteredEditor> In(EditorPlaces places) =>
    [
        new("jetbrains", "JetBrains IDEs", places.JetBrainsFile, "in the IDE (2025.3 or later, Rider too) open AI Chat and choose EditorAgent in its list of agents",
            ["rider", "idea", "pycharm", "webstorm", "phpstorm", "goland", "clion", "rubymine", "rustrover"]),
        new("zed", "Zed", places.ZedFile, "in Zed open the agent panel and choose EditorAgent behind its + button", ["zed", "zeditor", "zedit"]),
    ];

    /// <exception cref="UserFacingException">There is none of that name.</exception>
    public static RegisteredEditor Find(EditorPlaces places, string? word) => In(places).FirstOrDefault(editor => editor.Word == word)
        ?? throw new UserFacingException(ExitCode.Usage, $"--ide takes {string.Join(" or ", Words)}. For other editors: editor-agent acp --print-config {string.Join('|', ConfigSnippet.Words)}");

    /// <summary>What the editor is to read, with nothing of the user's own.</summary>
    public JsonObject Entry(AgentCommand command, IReadOnlyDictionary<string, string> variables)
    {
        var entry = this.Word == "zed" ? new JsonObject { ["type"] = "custom" } : [];
        entry["command"] = command.Path;
        entry["args"] = new JsonArray([.. command.ArgumentsFor("acp").Select(argument => JsonValue.Create(argument))]);
        entry["env"] = new JsonObject([.. variables.Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)JsonValue.Create(variable.Value)))]);
        return entry;
    }
}

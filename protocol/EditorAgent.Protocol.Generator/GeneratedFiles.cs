namespace EditorAgent.Protocol.Generator;

/// <summary>What is generated from the records: the same bytes on every machine and every run.</summary>
public static class GeneratedFiles
{
    /// <summary>Content by path below the folder <c>protocol/</c>.</summary>
    /// <param name="protocolFolder">The README is read there, because only its table is generated.</param>
    public static IReadOnlyDictionary<string, string> Create(string protocolFolder) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["schema/acp.json"] = new JsonSchemaWriter(extensions: false).Write(),
        ["schema/editoragent.json"] = new JsonSchemaWriter(extensions: true).Write(),
        ["typescript/acp.ts"] = new TypeScriptWriter(extensions: false).Write(),
        ["typescript/editoragent.ts"] = new TypeScriptWriter(extensions: true).Write(),
        ["README.md"] = MethodTable.ReplaceIn(File.ReadAllText(Path.Combine(protocolFolder, "README.md")).ReplaceLineEndings("\n")),
    };

    /// <summary>Paths whose checked-in content is not what the records say, or that are missing.</summary>
    public static IReadOnlyList<string> Stale(string protocolFolder) =>
    [
        .. Create(protocolFolder)
            .Where(file => !File.Exists(Path.Combine(protocolFolder, file.Key))
                || File.ReadAllText(Path.Combine(protocolFolder, file.Key)).ReplaceLineEndings("\n") != file.Value)
            .Select(file => file.Key),
    ];
}

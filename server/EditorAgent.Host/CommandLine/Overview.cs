namespace EditorAgent.Host.CommandLine;

/// <summary>What a newcomer sees.</summary>
internal static class Overview
{
    public static void Write(TextWriter writer)
    {
        writer.WriteLine("EditorAgent: a coding agent beside your editor.");
        writer.WriteLine();
        writer.WriteLine("  editor-agent <verb> [options]");
        writer.WriteLine();
        foreach (var verb in Verbs.All)
        {
            writer.WriteLine($"  {verb.Name,-16}{verb.Summary}");
        }

        writer.WriteLine();
        writer.WriteLine("Start with:  editor-agent demo");
        writer.WriteLine("A model:     set MOONSHOT_API_KEY, or write ~/.editoragent/config.toml (editor-agent doctor shows how)");
        writer.WriteLine("One verb:    editor-agent <verb> --help");
    }
}

namespace EditorAgent.Host.CommandLine;

/// <summary>What a newcomer sees: one screen of 80 columns and 24 lines.</summary>
internal static class Overview
{
    public static void Write(TextWriter writer)
    {
        writer.WriteLine("EditorAgent: a coding agent beside your editor.");
        writer.WriteLine();
        foreach (var verb in Verbs.All)
        {
            writer.WriteLine($"  {verb.Name,-17}{verb.Summary}");
        }

        writer.WriteLine();
        writer.WriteLine("First:  editor-agent demo               no key, no set-up, about a minute");
        writer.WriteLine("Then:   editor-agent login              asks for a model and its key, tries it");
        writer.WriteLine("        editor-agent run \"...\"          one job in this folder");
        writer.WriteLine("Help:   editor-agent <verb> --help");
    }
}

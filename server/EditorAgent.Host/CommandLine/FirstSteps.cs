namespace EditorAgent.Host.CommandLine;

/// <summary>What to do while no model is configured: the same words wherever somebody meets that.</summary>
internal static class FirstSteps
{
    /// <summary>How a model is configured, for somebody who has not done it before.</summary>
    public static void Write(TextWriter output)
    {
        output.WriteLine("Next, one of:");
        output.WriteLine("  editor-agent demo              see it work; needs no model");
        output.WriteLine("  editor-agent login             choose a model, give its key; it is tried");
        output.WriteLine("  export MOONSHOT_API_KEY=...    Kimi, a key from platform.moonshot.ai");
        output.WriteLine("  export EDITORAGENT_BASE_URL=https://... EDITORAGENT_MODEL=...");
        output.WriteLine("  editor-agent import            take over what Kimi Code, Claude or Codex use");
    }

    /// <summary>The same for somebody who wanted to run something.</summary>
    public static void WriteForRun(TextWriter output)
    {
        Write(output);
        output.WriteLine("  editor-agent doctor            what is set up and what is missing");
    }
}

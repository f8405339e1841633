namespace EditorAgent.Tests.Workspaces;

/// <summary>How much the path fuzz does. <c>EDITORAGENT_FUZZ=full</c> runs the release's numbers, <c>EDITORAGENT_FUZZ_SEED</c> repeats a run.</summary>
internal static class FuzzSize
{
    public static int Operations => IsFull ? 1_000_000 : 20_000;

    public static int Races => IsFull ? 10_000 : 1_000;

    public static int Seed => int.TryParse(Environment.GetEnvironmentVariable("EDITORAGENT_FUZZ_SEED"), out var seed) ? seed : 20_260_801;

    private static bool IsFull => Environment.GetEnvironmentVariable("EDITORAGENT_FUZZ") == "full";
}

using System.Globalization;

namespace EditorAgent.Fuzzing;

/// <summary>How much is tried and from which seed: the same in every run, unless the environment asks for more or for another seed.</summary>
public static class FuzzBudget
{
    /// <summary><c>EDITORAGENT_FUZZ_ITERATIONS</c>; 10,000 if not set.</summary>
    public static int Iterations => FromEnvironment("EDITORAGENT_FUZZ_ITERATIONS", 10_000);

    /// <summary><c>EDITORAGENT_FUZZ_SEED</c>; a failure prints the seed that repeats it.</summary>
    public static int Seed => FromEnvironment("EDITORAGENT_FUZZ_SEED", 20261121);

    private static int FromEnvironment(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

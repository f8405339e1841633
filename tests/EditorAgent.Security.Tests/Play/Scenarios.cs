using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Cells;

namespace EditorAgent.Security.Tests.Play;

/// <summary>Conversations that take more than a list of calls and answers.</summary>
internal static class Scenarios
{
    public static Task<Observation> PlayAsync(string name, AttackBench bench, AttackInput input, Place place) =>
        throw new InvalidOperationException($"there is no scenario {name}");
}

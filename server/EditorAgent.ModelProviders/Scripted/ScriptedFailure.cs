using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>A request that the script cannot answer. <see cref="ModelFailureKind.NotFound"/>, because sending it again would not help.</summary>
internal static class ScriptedFailure
{
    public static ModelException At(string place, string problem) =>
        new(new ModelFailure(ModelFailureKind.NotFound, $"The scripted model has no answer: {place}: {problem}."));
}

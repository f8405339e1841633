namespace EditorAgent.Core.Models;

/// <summary>A request to a model failed in a way that has a class.</summary>
public sealed class ModelException(ModelFailure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    public ModelFailure Failure { get; } = failure;
}

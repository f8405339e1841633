namespace EditorAgent.Host.Gateway.Upstream;

/// <summary>How the client wants the model to write; null leaves it to the configuration or the vendor.</summary>
/// <param name="Effort">Of reasoning; <c>none</c> asks for no reasoning.</param>
internal sealed record SamplingWishes(double? Temperature, double? TopP, string? Effort, string? ResponseFormat, bool? ParallelToolCalls);

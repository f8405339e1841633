using EditorAgent.Core.Configuration;

namespace EditorAgent.Host.CommandLine;

/// <summary>What a verb gets from the process.</summary>
/// <param name="Stdout">The real standard output; everything else goes to stderr.</param>
/// <param name="Environment">The variables the process was started with.</param>
internal sealed record VerbContext(Stream Stdout, IReadOnlyDictionary<string, string> Environment)
{
    public EditorAgentHome Home { get; } = EditorAgentHome.From(Environment);

    /// <summary>What a verb's refusal is told on.</summary>
    public TextWriter Stderr { get; init; } = Console.Error;

    /// <summary>What is piped in; null is the process' own standard input.</summary>
    public TextReader? Stdin { get; init; }
}

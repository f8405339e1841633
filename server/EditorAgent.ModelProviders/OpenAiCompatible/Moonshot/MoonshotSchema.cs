using System.Collections.Immutable;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>A tool's schema as it is sent to Moonshot. The original stays the one that arguments are held against.</summary>
/// <param name="Bytes">Always valid in the vendor's dialect.</param>
/// <param name="IsStrict">False where it says less than the original for want of words; the tool then goes with <c>"strict":false</c>.</param>
/// <param name="Losses">What could not be said.</param>
internal sealed record MoonshotSchema(ReadOnlyMemory<byte> Bytes, bool IsStrict, ImmutableArray<string> Losses);

using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

internal sealed record OriginalsParams(ImmutableArray<OriginalText> Originals);

using EditorAgent.ModelProviders.Scripted;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>One piece of a tool call on the chat-completions stream.</summary>
internal sealed record ChatFragment(int Index, string? Id, string? Name, string Arguments)
{
    /// <summary>The pieces of all calls, in the order in which the endpoint's quirks send them.</summary>
    public static IEnumerable<ChatFragment> Of(IReadOnlyList<ScriptedCall> calls, VendorQuirks quirks)
    {
        var sequences = calls.Select((call, index) => Sequence(call, index, quirks)).ToArray();
        return sequences.Length > 1 && quirks.HasFlag(VendorQuirks.InterleavedArguments) ? Interleave(sequences) : sequences.SelectMany(sequence => sequence);
    }

    public static string IdOf(ScriptedCall call, VendorQuirks quirks)
    {
        if (quirks.HasFlag(VendorQuirks.DuplicateIds))
        {
            return "call_0";
        }

        return quirks.HasFlag(VendorQuirks.KimiIds) ? $"functions.{call.Name}:{call.VendorId["call_".Length..]}" : call.VendorId;
    }

    private static IReadOnlyList<ChatFragment> Sequence(ScriptedCall call, int index, VendorQuirks quirks)
    {
        var head = new ChatFragment(index, IdOf(call, quirks), call.Name, "");
        var pieces = ScriptedDeltas.Of(call.RawArguments).Select(piece => new ChatFragment(index, null, null, piece)).ToList();
        pieces.Insert(quirks.HasFlag(VendorQuirks.ArgumentsBeforeName) && pieces.Count > 0 ? 1 : 0, head);
        return pieces;
    }

    private static IEnumerable<ChatFragment> Interleave(IReadOnlyList<ChatFragment>[] sequences)
    {
        for (var round = 0; round < sequences.Max(sequence => sequence.Count); round++)
        {
            foreach (var sequence in sequences)
            {
                if (round < sequence.Count)
                {
                    yield return sequence[round];
                }
            }
        }
    }
}

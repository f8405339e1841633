namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>Follows calls and results through a conversation: exactly one result for each call, directly behind its message, ids unique.</summary>
internal sealed class CallPairing(bool idsRepeatAcrossMessages)
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    public void Call(string? id, int message)
    {
        if (string.IsNullOrEmpty(id))
        {
            throw new RefusedRequestException($"messages[{message}]: a tool call has no id");
        }

        if (!this.used.Add(id))
        {
            throw new RefusedRequestException($"messages[{message}]: tool call id '{id}' is duplicated");
        }

        this.open.Add(id);
    }

    /// <summary>Call before the calls of each assistant message.</summary>
    public void BeginMessage(int message)
    {
        this.Close($"before messages[{message}]");
        if (idsRepeatAcrossMessages)
        {
            this.used.Clear();
        }
    }

    public void Result(string? id, int message)
    {
        if (string.IsNullOrEmpty(id))
        {
            throw new RefusedRequestException($"messages[{message}]: tool_call_id is missing");
        }

        if (!this.open.Remove(id))
        {
            throw new RefusedRequestException($"messages[{message}]: tool_call_id '{id}' is not found among the calls of the message directly before");
        }
    }

    public void Close(string place)
    {
        if (this.open.Count > 0)
        {
            throw new RefusedRequestException(
                $"an assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'; {place} these have no response: {string.Join(", ", this.open)}");
        }
    }
}

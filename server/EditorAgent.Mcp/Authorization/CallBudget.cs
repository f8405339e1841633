namespace EditorAgent.Mcp.Authorization;

/// <summary>What one request may still cost: a renewal, a login and a widening, each once. A server that says no for ever gets no loop out of it.</summary>
internal sealed class CallBudget
{
    private bool isRenewed;
    private bool isLoggedIn;
    private bool isWidened;
    private bool isNonceLearned;

    public bool TakeRenewal() => Take(ref this.isRenewed);

    public bool TakeLogin() => Take(ref this.isLoggedIn);

    public bool TakeWidening() => Take(ref this.isWidened);

    public bool TakeNonce() => Take(ref this.isNonceLearned);

    private static bool Take(ref bool taken) => !taken && (taken = true);
}

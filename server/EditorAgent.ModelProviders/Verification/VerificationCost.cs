namespace EditorAgent.ModelProviders.Verification;

/// <summary>What a verification may use up, said before it begins.</summary>
/// <param name="Requests">At most.</param>
/// <param name="Sent">Tokens, estimated.</param>
/// <param name="Received">Tokens, at most: each request carries a cap.</param>
public sealed record VerificationCost(int Requests, long Sent, long Received);

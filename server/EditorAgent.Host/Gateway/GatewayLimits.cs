namespace EditorAgent.Host.Gateway;

/// <summary>What one request can cost at most.</summary>
internal static class GatewayLimits
{
    /// <summary>Answers of the model for one response.</summary>
    public const int Rounds = 50;

    /// <summary>Responses under way at a time; more are told to come again.</summary>
    public const int AtOnce = 32;

    /// <summary>Of one response, everything in it included.</summary>
    public static readonly TimeSpan Total = TimeSpan.FromMinutes(10);
}

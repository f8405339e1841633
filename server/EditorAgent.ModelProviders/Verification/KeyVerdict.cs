namespace EditorAgent.ModelProviders.Verification;

/// <summary>What a host says of a key.</summary>
public enum KeyVerdict
{
    Accepted,
    Refused,

    /// <summary>It could not be asked, or did not say.</summary>
    Unknown,
}

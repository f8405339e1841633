namespace EditorAgent.Core.Trust;

/// <summary>What the user has trusted, on disk in their own folder; the workspace has no say in it.</summary>
public sealed class TrustStore
{
}

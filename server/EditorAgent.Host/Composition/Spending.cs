namespace EditorAgent.Host.Composition;

/// <summary>An amount of money.</summary>
/// <param name="Currency">ISO 4217.</param>
internal sealed record Spending(decimal Amount, string Currency);

namespace EditorAgent.Core.Configuration;

/// <summary>A value and who gave it.</summary>
internal sealed record Setting(object Value, ConfigurationOrigin Origin)
{
    /// <summary>The value may be a secret.</summary>
    public override string ToString() => $"set by {this.Origin}";
}

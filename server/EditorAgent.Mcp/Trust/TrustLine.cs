using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Mcp.Trust;

/// <summary>One fact of what a person agrees to.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Text">As it was written; null where it is a secret.</param>
/// <param name="Hidden">Of a secret: a hash, which is compared and never shown.</param>
internal sealed record TrustLine(string Label, string? Text, string? Hidden = null)
{
    /// <summary>Far above every bound of the configuration: what is approved is seen whole.</summary>
    private const int Longest = 512 * 1024;

    private const string NotShown = "(value not shown)";

    /// <summary>On one line; equal exactly when nothing changed.</summary>
    public string Key
    {
        get
        {
            var key = new StringBuilder();
            CanonicalJson.AppendText(key, this.Label);
            CanonicalJson.AppendText(key, this.Text ?? "");
            CanonicalJson.AppendText(key, this.Hidden ?? "");
            return key.ToString();
        }
    }

    public string Shown => this.Text is null ? $"{this.ShownLabel}: {NotShown}" : $"{this.ShownLabel}: {CanonicalText.Line(this.Text, Longest)}";

    public string ShownLabel => CanonicalText.Line(this.Label, Longest).Text;
}

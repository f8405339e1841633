using System.Collections.Immutable;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// Decides tool calls for one session: deny beats ask beats allow, whatever their source; then the session's grants; then the mode.
/// Nothing matched and not read-only means ask.
/// </summary>
public sealed class PermissionPolicy
{
    /// <exception cref="ConfigurationException">A rule is malformed; the message names its file and line.</exception>
    public PermissionPolicy(ImmutableArray<PermissionRuleEntry> rules, PermissionMode mode)
    {
        this.Mode = mode;
        _ = rules;
    }

    public PermissionMode Mode { get; set; }

    public ImmutableArray<PermissionGrant> Grants => [];

    public void Grant(PermissionGrant grant) => throw new NotImplementedException(grant.Pattern);

    public PermissionVerdict Decide(PermissionQuestion question) => throw new NotImplementedException(question.ToolName);
}

namespace EditorAgent.Core.Permissions;

/// <summary>Why a call was denied.</summary>
/// <param name="Cause">By what.</param>
/// <param name="Reason">One line, without a full stop.</param>
public sealed record CallDenial(DenialCause Cause, string Reason)
{
    public static CallDenial Of(PermissionVerdict verdict) => new(
        verdict.Source switch
        {
            DecisionSource.Rule => DenialCause.Rule,
            DecisionSource.Hook => DenialCause.Hook,
            DecisionSource.Mode => DenialCause.Mode,
            DecisionSource.Person => DenialCause.Person,
            _ => DenialCause.Other,
        },
        verdict.Reason.TrimEnd('.'));
}

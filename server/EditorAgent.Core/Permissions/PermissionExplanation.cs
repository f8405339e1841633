namespace EditorAgent.Core.Permissions;

/// <summary>What would happen to a call and why, for a person.</summary>
/// <param name="Question">The call as the rules see it.</param>
/// <param name="Mode">The mode it was judged in.</param>
/// <param name="Verdict">The decision, its reason and its marks.</param>
/// <param name="Change">What would change the decision; one or more sentences.</param>
public sealed record PermissionExplanation(PermissionQuestion Question, PermissionMode Mode, PermissionVerdict Verdict, string Change)
{
    public static PermissionExplanation Of(PermissionPolicy policy, PermissionQuestion question)
    {
        var verdict = policy.Decide(question);
        return new PermissionExplanation(question, policy.Mode, verdict, ChangeAdvice.For(question, verdict));
    }
}

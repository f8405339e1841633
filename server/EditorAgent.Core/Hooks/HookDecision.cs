namespace EditorAgent.Core.Hooks;

/// <summary>What a hook may say of what is about to happen, from mild to strict; it never allows anything.</summary>
public enum HookDecision
{
    None,
    Ask,
    Deny,
}

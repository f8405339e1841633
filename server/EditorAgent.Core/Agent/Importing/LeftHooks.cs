namespace EditorAgent.Core.Agent.Importing;

/// <summary>Why no hook is taken over, whoever wrote it.</summary>
internal static class LeftHooks
{
    public const string Why = "a hook is a command that runs by itself; look at it, and write it under [[hooks]] in your config.toml if you want it here";
}

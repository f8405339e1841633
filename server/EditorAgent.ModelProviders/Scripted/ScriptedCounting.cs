namespace EditorAgent.ModelProviders.Scripted;

/// <summary>What a position in the script counts.</summary>
internal enum ScriptedCounting
{
    /// <summary>Assistant messages since the last message of the user: every prompt starts the script again.</summary>
    SinceUser,

    /// <summary>Assistant messages of the whole conversation: one script tells several prompts in a row.</summary>
    WholeConversation,
}

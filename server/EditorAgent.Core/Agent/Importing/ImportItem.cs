namespace EditorAgent.Core.Agent.Importing;

/// <summary>One thing of another program's set-up, and what becomes of it.</summary>
/// <param name="Source">The file it stands in.</param>
/// <param name="What">What it is, on one line, without a secret.</param>
/// <param name="Standing">Whether it is taken.</param>
/// <param name="Note">Where it goes; of what is not taken, why and what to do instead.</param>
/// <param name="Change">What would be written; null when nothing is.</param>
public sealed record ImportItem(string Source, string What, ImportStanding Standing, string Note, ImportChange? Change);

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>Whether a summary names the revs that files get: of a dry run they would be revs that no file has.</summary>
internal enum WrittenRevs
{
    Told,
    Untold,
}

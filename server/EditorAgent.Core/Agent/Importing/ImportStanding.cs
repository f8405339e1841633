namespace EditorAgent.Core.Agent.Importing;

public enum ImportStanding
{
    /// <summary>It is written into files of ours.</summary>
    Taken,

    /// <summary>It works as and where it is.</summary>
    InUse,

    /// <summary>Nothing comes of it.</summary>
    NotTaken,
}

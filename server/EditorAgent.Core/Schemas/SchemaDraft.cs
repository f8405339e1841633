namespace EditorAgent.Core.Schemas;

/// <summary>The revisions whose rules differ here; older ones are read as draft-07.</summary>
public enum SchemaDraft
{
    Draft7,
    Draft2019,
    Draft2020,
}

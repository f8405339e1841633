namespace EditorAgent.CodeIntelligence.LanguageServers.Documents;

/// <summary>A document as the server has it.</summary>
/// <param name="File">The text it was told last.</param>
/// <param name="Version">Counts up with each text.</param>
/// <param name="LastUse">Grows with each use.</param>
/// <param name="Mark">How much had been published when it was told this text.</param>
internal sealed record OpenDocument(SourceFile File, int Version, long LastUse, long Mark)
{
    public string Uri { get; } = Client.FileUri.Of(File.Path);
}

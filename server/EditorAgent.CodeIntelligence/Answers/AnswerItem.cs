namespace EditorAgent.CodeIntelligence.Answers;

/// <summary>One thing of an answer, at each of the lengths in which it can be told. Texts have no line feed at the end and may have several lines.</summary>
/// <param name="Project">What it is counted under at the last step.</param>
/// <param name="File">What it is counted under at the last step but one: a file, or what else divides a project.</param>
/// <param name="Name">The shortest.</param>
public sealed record AnswerItem(string Project, string File, string Name)
{
    /// <summary>Stands once above neighbouring items of the same file; empty for none.</summary>
    public string Header { get; init; } = "";

    public string Signature
    {
        get => field ?? this.Name;
        init;
    }

    public string Source
    {
        get => field ?? this.Signature;
        init;
    }

    internal string At(Detail detail) => detail switch
    {
        Detail.Source => this.Source,
        Detail.Signature => this.Signature,
        _ => this.Name,
    };
}

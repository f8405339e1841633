namespace EditorAgent.Core.Configuration;

public enum ConfigurationLayer
{
    Default,
    User,
    Workspace,
    Environment,
}

/// <param name="Layer">Who said it.</param>
/// <param name="Source">The file or the environment variable; empty for defaults.</param>
/// <param name="Line">1-based line in the file; 0 where there is none.</param>
public sealed record ConfigurationOrigin(ConfigurationLayer Layer, string Source, int Line)
{
    public override string ToString() => (this.Source, this.Line) switch
    {
        ("", _) => "default",
        (var source, 0) => source,
        var (source, line) => $"{source}:{line}",
    };
}

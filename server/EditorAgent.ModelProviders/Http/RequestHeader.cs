namespace EditorAgent.ModelProviders.Http;

/// <summary>The value may be a secret.</summary>
internal sealed record RequestHeader(string Name, string Value)
{
    public override string ToString() => $"{this.Name}: ***";
}

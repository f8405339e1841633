namespace EditorAgent.Core.Agent.Attachments;

/// <summary>Something that a prompt names with an @.</summary>
public abstract record PromptReference
{
    private PromptReference()
    {
    }

    /// <summary><c>@src/a.cs</c>, <c>@src/a.cs:10-40</c>, <c>@"with blanks.txt"</c>. Whether it is one is known when the file is there.</summary>
    public sealed record File(string Path, LineRange? Range) : PromptReference;

    /// <summary><c>@symbol:Orders.Invoice</c>.</summary>
    public sealed record Symbol(string Name) : PromptReference;

    /// <summary><c>@diff</c> or <c>@changes</c>: what git sees changed since the last commit.</summary>
    public sealed record Changes : PromptReference;

    /// <summary><c>@problems</c>: what the compiler says.</summary>
    public sealed record Problems : PromptReference;
}

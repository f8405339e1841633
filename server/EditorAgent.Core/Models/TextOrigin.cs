namespace EditorAgent.Core.Models;

/// <summary>Where a text that a model reads was written.</summary>
public enum TextOrigin
{
    /// <summary>By EditorAgent itself.</summary>
    Own,

    /// <summary>In a file of the workspace.</summary>
    Workspace,

    /// <summary>By a program that ran in the workspace without network.</summary>
    Program,

    /// <summary>Outside: a web page, a server's answer, the output of a program that could reach the network.</summary>
    Outside,
}

using System.Buffers;

namespace EditorAgent.Core.Commands;

/// <summary>A word written for bash.</summary>
internal static class BashWord
{
    /// <summary>Characters that mean themselves to bash wherever they stand in an argument.</summary>
    public static readonly SearchValues<char> Bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-");

    /// <summary>In single quotes, whatever it holds.</summary>
    public static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>As a person would type it: quoted only where it has to be.</summary>
    public static string Plain(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Bare) ? word : Quoted(word);
}

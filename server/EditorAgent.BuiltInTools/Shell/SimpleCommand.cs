using System.Buffers;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>Whether a command line is one plain command, of words that mean the same to every shell and every reader.</summary>
internal static class SimpleCommand
{
    private const int Longest = 300;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./- ");

    public static bool Is(string command) =>
        command.Length is > 0 and <= Longest
        && !command.AsSpan().ContainsAnyExcept(Plain)
        && command[0] is not (' ' or '-')
        && command[^1] != ' '
        && !command.AsSpan(0, (command + ' ').IndexOf(' ', StringComparison.Ordinal)).Contains('=');
}

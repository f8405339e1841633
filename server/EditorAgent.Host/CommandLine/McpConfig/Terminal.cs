namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary>Asks the person at the terminal. Without one nothing is asked, and nothing counts as agreed.</summary>
internal static class Terminal
{
    public static bool IsThere => !Console.IsInputRedirected;

    public static bool Agrees(string question)
    {
        if (!IsThere)
        {
            return false;
        }

        Console.Error.Write($"  {question} [y] yes  [n] no > ");
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>One line, from whoever types or from a pipe.</summary>
    /// <returns>Null when nothing was given.</returns>
    public static string? ReadValue(string question, bool isSecret)
    {
        if (!IsThere)
        {
            return Console.In.ReadLine() is { Length: > 0 } piped ? piped : null;
        }

        Console.Error.Write($"  {question}{(isSecret ? " (not shown)" : "")} > ");
        if (!isSecret)
        {
            return Console.In.ReadLine() is { Length: > 0 } typed ? typed : null;
        }

        var value = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                value.Length = Math.Max(0, value.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                value.Append(key.KeyChar);
            }
        }

        Console.Error.Write("\n");
        return value.Length > 0 ? value.ToString() : null;
    }
}

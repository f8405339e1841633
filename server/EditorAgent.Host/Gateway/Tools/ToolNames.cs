using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>Under which name the model sees a server's tool: <c>mcp__label__tool</c> in letters every vendor takes, at most 64.</summary>
internal static class ToolNames
{
    private const int Longest = 64;
    private const int HashLength = 8;

    public static string Of(string label, string tool)
    {
        var name = Plain(label, tool);
        return name.Length <= Longest ? name : WithHash(label, tool);
    }

    /// <summary>For a tool whose plain name another one has.</summary>
    public static string WithHash(string label, string tool)
    {
        var name = Plain(label, tool);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{label}\n{tool}")))[..HashLength];
        return $"{name[..Math.Min(name.Length, Longest - HashLength - 1)]}_{hash}";
    }

    private static string Plain(string label, string tool) => $"mcp__{Spelt(label)}__{Spelt(tool)}";

    private static string Spelt(string text) =>
        string.Create(text.Length, text, static (target, source) =>
        {
            for (var index = 0; index < target.Length; index++)
            {
                target[index] = char.IsAsciiLetterOrDigit(source[index]) || source[index] is '-' or '_' ? source[index] : '_';
            }
        });
}

using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>Signs thinking by its content, so that a changed echo is noticed.</summary>
internal static class ThinkingSignature
{
    public static string Of(string thinking) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(thinking)), 0, 18);
}

using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Configuration;

namespace EditorAgent.ModelProviders.Formula;

/// <summary>What a formula offered last time, kept in the user's folder so that a later session has its tools at once.</summary>
/// <param name="folder">Readable by the user alone.</param>
internal sealed class FormulaMemory(PrivateFolder folder)
{
    /// <returns>The service's answer as it was; null where nothing is kept.</returns>
    /// <exception cref="IOException">Others could have written it.</exception>
    public byte[]? Read(string baseUrl, string formula) => folder.Read(FileOf(baseUrl, formula));

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string baseUrl, string formula, ReadOnlySpan<byte> body) => folder.Write(FileOf(baseUrl, formula), body);

    private static string FileOf(string baseUrl, string formula) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{baseUrl}\n{formula}")).AsSpan(0, 12))}.json";
}

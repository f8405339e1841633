using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Configuration;

/// <summary>
/// The user's <c>config.toml</c>, changed on the user's word. What is not meant stays byte for byte; the file is replaced whole or not at all
/// and afterwards only its owner can read it. Where it is a link, what it leads to is changed.
/// </summary>
public sealed class UserFile(EditorAgentHome home)
{
    private const int MostTries = 5;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The file that was written.</returns>
    /// <exception cref="ConfigurationException">The file is not valid, cannot be changed safely or cannot be written. Nothing was changed.</exception>
    public string Set(params ReadOnlySpan<UserSetting> settings)
    {
        try
        {
            var file = Target(home.ConfigurationFile);
            for (var attempt = 1; ; attempt++)
            {
                var before = File.Exists(file) ? File.ReadAllBytes(file) : [];
                var mark = before.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
                var text = Decode(home.ConfigurationFile, before.AsSpan(mark));
                foreach (var setting in settings)
                {
                    text = UserFileText.With(home.ConfigurationFile, text, setting);
                }

                PrivateFiles.CreateDirectory(Path.GetDirectoryName(file)!);
                if ((File.Exists(file) ? File.ReadAllBytes(file) : []).AsSpan().SequenceEqual(before))
                {
                    PrivateFiles.Replace(file, [.. before.AsSpan(0, mark), .. Strict.GetBytes(text)]);
                    return file;
                }

                if (attempt == MostTries)
                {
                    throw new ConfigurationException($"{home.ConfigurationFile} is being changed by another program. Nothing was changed; try again.");
                }
            }
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{home.ConfigurationFile} cannot be written ({unwritable.Message}). Nothing was changed.", unwritable);
        }
    }

    private static string Decode(string file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new ConfigurationException($"{file} is not UTF-8. Nothing was changed; save it as UTF-8 first.");
        }
    }

    private static string Target(string file) =>
        new FileInfo(file) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : file;
}

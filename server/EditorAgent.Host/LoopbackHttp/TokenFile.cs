using System.Text;
using EditorAgent.Host.CommandLine;

namespace EditorAgent.Host.LoopbackHttp;

/// <summary>A token in a file that only its owner can read: clients started by the same user find it there.</summary>
internal static class TokenFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MaxBytes = 4096;

    /// <summary>The file's token; where there is no file, one is made with a new token.</summary>
    /// <exception cref="UserFacingException">It cannot be read or written, others can read it, or it holds no token.</exception>
    public static BearerToken ReadOrCreate(string path)
    {
        try
        {
            return File.Exists(path) ? Read(path) : Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException(ExitCode.Configuration, $"The token file {path} cannot be used: {exception.Message}");
        }
    }

    private static BearerToken Create(string path)
    {
        var token = BearerToken.NewRandom();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(token.Reveal() + "\n"));
        return token;
    }

    private static BearerToken Read(string path)
    {
        using var file = File.OpenRead(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ~(Owner | UnixFileMode.UserExecute)) != 0)
        {
            throw new UserFacingException(ExitCode.Configuration, $"Others than you can read or change {path}, so it keeps no secret. Run chmod 600 on it, or delete it for a new one.");
        }

        var bytes = new byte[MaxBytes];
        var text = Encoding.ASCII.GetString(bytes, 0, file.ReadAtLeast(bytes, MaxBytes, throwOnEndOfStream: false)).Trim();
        try
        {
            return new BearerToken(text);
        }
        catch (ArgumentException)
        {
            throw new UserFacingException(ExitCode.Configuration, $"{path} holds no token of at least {BearerToken.MinLength} visible ASCII characters. Delete it for a new one.");
        }
    }
}

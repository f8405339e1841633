using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Secrets;

namespace EditorAgent.Mcp.Authorization;

/// <summary>
/// Opens a login's address in the user's browser: one program with one argument, never a shell, and the argument begins with its scheme, so that it can
/// be taken for no flag. For doors without a client that opens addresses itself.
/// </summary>
public sealed class SystemBrowser(TrustedPath path, IDictionary own, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>False when there is nothing to open it with, or that failed.</returns>
    public async Task<bool> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        if (this.StartOf(address) is not { } start)
        {
            return false;
        }

        try
        {
            using var process = Process.Start(start);
            if (process is null)
            {
                return false;
            }

            // Whatever it says must not get among our own words, and must not fill a pipe that nobody reads.
            process.StandardInput.Close();
            process.StandardOutput.Close();
            process.StandardError.Close();
            await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return process.ExitCode == 0;
        }
        catch (TimeoutException)
        {
            // The browser itself runs in the foreground.
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Null where there is no such program, or the address is none for a browser.</summary>
    internal ProcessStartInfo? StartOf(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && AddressRules.IsLoopback(address)))
        {
            return null;
        }

        var (program, before) = OperatingSystem.IsWindows() ? (Path.Combine(Environment.SystemDirectory, "rundll32.exe"), "url.dll,FileProtocolHandler")
            : OperatingSystem.IsMacOS() ? ("/usr/bin/open", null)
            : (path.Find("xdg-open"), (string?)null);
        if (program is null)
        {
            return null;
        }

        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (before is not null)
        {
            start.ArgumentList.Add(before);
        }

        start.ArgumentList.Add(address.AbsoluteUri);
        start.Environment.Clear();
        foreach (var (name, value) in DesktopEnvironment.From(own, path))
        {
            start.Environment[name] = value;
        }

        return start;
    }
}

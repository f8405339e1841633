using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.Core.Secrets;

/// <summary>The data protection of Windows: opens for this user's account only.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsSeal : ISecretSeal
{
    private const uint NoUserInterface = 1;

    public string Name => "dpapi";

    public Task<byte[]?> SealAsync(string file, byte[] plain, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(Transform(plain, file, CryptProtectData));

    public Task<byte[]?> OpenAsync(string file, byte[] @sealed, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(Transform(@sealed, file, CryptUnprotectData));

    private static byte[] Transform(byte[] data, string file, Transformation transformation)
    {
        var entropy = Encoding.UTF8.GetBytes(file);
        var dataPin = GCHandle.Alloc(data, GCHandleType.Pinned);
        var entropyPin = GCHandle.Alloc(entropy, GCHandleType.Pinned);
        try
        {
            var input = new Blob(data.Length, dataPin.AddrOfPinnedObject());
            var extra = new Blob(entropy.Length, entropyPin.AddrOfPinnedObject());
            if (!transformation(in input, 0, in extra, 0, 0, NoUserInterface, out var output))
            {
                throw new CryptographicException(Marshal.GetLastPInvokeError());
            }

            try
            {
                var result = new byte[output.Size];
                Marshal.Copy(output.Data, result, 0, result.Length);
                return result;
            }
            finally
            {
                LocalFree(output.Data);
            }
        }
        finally
        {
            dataPin.Free();
            entropyPin.Free();
        }
    }

    private delegate bool Transformation(in Blob input, nint description, in Blob entropy, nint reserved, nint prompt, uint flags, out Blob output);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Blob(int size, nint data)
    {
        public readonly int Size = size;
        public readonly nint Data = data;
    }

    [DllImport("crypt32.dll", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CryptProtectData(in Blob input, nint description, in Blob entropy, nint reserved, nint prompt, uint flags, out Blob output);

    [DllImport("crypt32.dll", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CryptUnprotectData(in Blob input, nint description, in Blob entropy, nint reserved, nint prompt, uint flags, out Blob output);

    [DllImport("kernel32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint LocalFree(nint memory);
}

using System.Collections.Frozen;
using System.Globalization;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// What is left of a character when letter case, marks and typographic form (full-width, circled, superscript, mathematical) do not
/// count. The executable runs without the system's Unicode tables, where normalising text does nothing: hence a table of its own, from
/// the Unicode data's compatibility decompositions to ASCII and canonical ones of alphabets. Read on the first name that is not ASCII.
/// </summary>
internal static class FoldedCharacters
{
    /// <summary>Hexadecimal code point, <c>*n</c> for n characters alike or <c>+n</c> for n that rise together, and what they stand for.</summary>
    private const string Table =
        """
        AA=a B2+2=2 B9=1 BA=o C0*6=a C7=c C8*4=e CC*4=i D1+2=n D3*4=o D9*4=u DD=y DF=ss E0*6=a E7=c E8*4=e EC*4=i F1+2=n F3*4=o F9*4=u FD=y FF=y
        100*6=a 106*8=c 10E*2=d 112*10=e 11C*8=g 124*2=h 128*9=i 132=ij 133=ij 134*2=j 136*2=k 139*6=l 143*6=n 14C*6=o 154*6=r 15A*8=s 162*4=t
        168*12=u 174*2=w 176*3=y 179*6=z 17F=s 1A0*2=o 1AF*2=u 1C4=dz 1C5=dz 1C6=dz 1C7=lj 1C8=lj 1C9=lj 1CA=nj 1CB=nj 1CC=nj 1CD*2=a 1CF*2=i
        1D1*2=o 1D3*10=u 1DE*4=a 1E2*2=æ 1E6*2=g 1E8*2=k 1EA*4=o 1EE*2=ʒ 1F0=j 1F1=dz 1F2=dz 1F3=dz 1F4*2=g 1F8*2=n 1FA*2=a 1FC*2=æ 1FE*2=ø 200*4=a
        204*4=e 208*4=i 20C*4=o 210*4=r 214*4=u 218*2=s 21A*2=t 21E*2=h 226*2=a 228*2=e 22A*8=o 232*2=y 2B0=h 2B2=j 2B3=r 2B7=w 2B8=y 2E1=l 2E2=s
        2E3=x 374=ʹ 37E=;  386=α 387=· 388=ε 389=η 38A=ι 38C=ο 38E=υ 38F=ω 390=ι 3AA=ι 3AB=υ 3AC=α 3AD=ε 3AE=η 3AF=ι 3B0=υ 3CA=ι 3CB=υ 3CC=ο
        3CD=υ 3CE=ω 3D3*2=υ 400*2=е 403=г 407=і 40C=к 40D=и 40E=у 419=и 439=и 450*2=е 453=г 457=і 45C=к 45D=и 45E=у 476*2=ѵ 4C1*2=ж 4D0*4=а 4D6*2=е
        4DA*2=ә 4DC*2=ж 4DE*2=з 4E2*4=и 4E6*2=о 4EA*2=ө 4EC*2=э 4EE*6=у 4F4*2=ч 4F8*2=ы 622*2=ا 624=و 625=ا 626=ي 6C0=ە 6C2=ہ 6D3=ے 929=न 931=र
        934=ळ 958+3=क 95B=ज 95C+2=ड 95E=फ 95F=य 9DC+2=ড 9DF=য A33=ਲ A36=ਸ A59+2=ਖ A5B=ਜ A5E=ਫ B48=େ B5C+2=ଡ CC0=ೕ CC7+2=ೕ CCA=ೂ DDA=ෙ F43=ག F4D=ཌ
        F52=ད F57=བ F5C=ཛ F69=ཀ 1026=ဥ 1B3B=ᬵ 1B3D=ᬵ 1B43=ᬵ 1D2C=a 1D2E=b 1D30+2=d 1D33+8=g 1D3C=o 1D3E=p 1D3F=r 1D40+2=t 1D42=w 1D43=a 1D47=b
        1D48+2=d 1D4D=g 1D4F=k 1D50=m 1D52=o 1D56=p 1D57+2=t 1D5B=v 1D62=i 1D63=r 1D64+2=u 1D9C=c 1DA0=f 1DBB=z 1E00*2=a 1E02*6=b 1E08*2=c 1E0A*10=d
        1E14*10=e 1E1E*2=f 1E20*2=g 1E22*10=h 1E2C*4=i 1E30*6=k 1E36*8=l 1E3E*6=m 1E44*8=n 1E4C*8=o 1E54*4=p 1E58*8=r 1E60*10=s 1E6A*8=t 1E72*10=u
        1E7C*4=v 1E80*10=w 1E8A*4=x 1E8E*2=y 1E90*6=z 1E96=h 1E97=t 1E98=w 1E99=y 1E9B=s 1E9E=ss 1EA0*24=a 1EB8*16=e 1EC8*4=i 1ECC*24=o 1EE4*14=u
        1EF2*8=y 1F00*16=α 1F10*6=ε 1F18*6=ε 1F20*16=η 1F30*16=ι 1F40*6=ο 1F48*6=ο 1F50*8=υ 1F59=υ 1F5B=υ 1F5D=υ 1F5F=υ 1F60*16=ω 1F70*2=α 1F72*2=ε
        1F74*2=η 1F76*2=ι 1F78*2=ο 1F7A*2=υ 1F7C*2=ω 1F80*16=α 1F90*16=η 1FA0*16=ω 1FB0*5=α 1FB6*7=α 1FBE=ι  1FC2*3=η 1FC6*2=η 1FC8*2=ε
        1FCA*3=η  1FD0*4=ι 1FD6*6=ι  1FE0*4=υ 1FE4*2=ρ 1FE6*6=υ 1FEC=ρ  1FEF=` 1FF2*3=ω 1FF6*2=ω 1FF8*2=ο 1FFA*3=ω 
        2024=. 2025=.. 2026=... 203C=!! 2047=?? 2048=?! 2049=!? 2070=0 2071=i 2074+6=4 207A=+ 207C== 207D+2=( 207F=n 2080+10=0 208A=+ 208C==
        208D+2=( 2090=a 2091=e 2092=o 2093=x 2095=h 2096+4=k 209A=p 209B+2=s 20A8=rs 2100=a/c 2101=a/s 2102=c 2105=c/o 2106=c/u 210A+2=g 210C*3=h
        2110*2=i 2112*2=l 2115=n 2116=no 2119+3=p 211C*2=r 2120=sm 2121=tel 2122=tm 2124=z 2128=z 212B+3=a 212F*2=e 2131=f 2133=m 2134=o 2139=i
        213B=fax 2145*2=d 2147=e 2148+2=i 2160=i 2161=ii 2162=iii 2163=iv 2164=v 2165=vi 2166=vii 2167=viii 2168=ix 2169=x 216A=xi 216B=xii 216C=l
        216D+2=c 216F=m 2170=i 2171=ii 2172=iii 2173=iv 2174=v 2175=vi 2176=vii 2177=viii 2178=ix 2179=x 217A=xi 217B=xii 217C=l 217D+2=c 217F=m
        2260== 226E=< 226F=> 2460+9=1 2469=10 246A=11 246B=12 246C=13 246D=14 246E=15 246F=16 2470=17 2471=18 2472=19 2473=20 2474=(1) 2475=(2)
        2476=(3) 2477=(4) 2478=(5) 2479=(6) 247A=(7) 247B=(8) 247C=(9) 247D=(10) 247E=(11) 247F=(12) 2480=(13) 2481=(14) 2482=(15) 2483=(16)
        2484=(17) 2485=(18) 2486=(19) 2487=(20) 2488=1. 2489=2. 248A=3. 248B=4. 248C=5. 248D=6. 248E=7. 248F=8. 2490=9. 2491=10. 2492=11. 2493=12.
        2494=13. 2495=14. 2496=15. 2497=16. 2498=17. 2499=18. 249A=19. 249B=20. 249C=(a) 249D=(b) 249E=(c) 249F=(d) 24A0=(e) 24A1=(f) 24A2=(g)
        24A3=(h) 24A4=(i) 24A5=(j) 24A6=(k) 24A7=(l) 24A8=(m) 24A9=(n) 24AA=(o) 24AB=(p) 24AC=(q) 24AD=(r) 24AE=(s) 24AF=(t) 24B0=(u) 24B1=(v)
        24B2=(w) 24B3=(x) 24B4=(y) 24B5=(z) 24B6+26=a 24D0+26=a 24EA=0 2A74=::= 2A75=== 2A76==== 2C7C=j 2C7D=v 3250=pte 3251=21 3252=22 3253=23
        3254=24 3255=25 3256=26 3257=27 3258=28 3259=29 325A=30 325B=31 325C=32 325D=33 325E=34 325F=35 32B1=36 32B2=37 32B3=38 32B4=39 32B5=40
        32B6=41 32B7=42 32B8=43 32B9=44 32BA=45 32BB=46 32BC=47 32BD=48 32BE=49 32BF=50 32CC=hg 32CD=erg 32CE=ev 32CF=ltd 3371=hpa 3372=da 3373=au
        3374=bar 3375=ov 3376=pc 3377=dm 3378=dm2 3379=dm3 337A=iu 3380=pa 3381=na 3383=ma 3384=ka 3385=kb 3386=mb 3387=gb 3388=cal 3389=kcal
        338A=pf 338B=nf 338E=mg 338F=kg 3390=hz 3391=khz 3392=mhz 3393=ghz 3394=thz 3396=ml 3397=dl 3398=kl 3399=fm 339A=nm 339C=mm 339D=cm 339E=km
        339F=mm2 33A0=cm2 33A1=m2 33A2=km2 33A3=mm3 33A4=cm3 33A5=m3 33A6=km3 33A9=pa 33AA=kpa 33AB=mpa 33AC=gpa 33AD=rad 33B0=ps 33B1=ns 33B3=ms
        33B4=pv 33B5=nv 33B7=mv 33B8=kv 33B9=mv 33BA=pw 33BB=nw 33BD=mw 33BE=kw 33BF=mw 33C2=a.m. 33C3=bq 33C4=cc 33C5=cd 33C7=co. 33C8=db 33C9=gy
        33CA=ha 33CB=hp 33CC=in 33CD=kk 33CE=km 33CF=kt 33D0=lm 33D1=ln 33D2=log 33D3=lx 33D4=mb 33D5=mil 33D6=mol 33D7=ph 33D8=p.m. 33D9=ppm
        33DA=pr 33DB=sr 33DC=sv 33DD=wb 33FF=gal A7F2=c A7F3=f A7F4=q FB00=ff FB01=fi FB02=fl FB03=ffi FB04=ffl FB05=st FB06=st FB29=+ FE10=,
        FE13+2=: FE15=! FE16=? FE19=... FE30=.. FE33*2=_ FE35+2=( FE37={ FE38=} FE47=[ FE48=] FE4D*3=_ FE50=, FE52=. FE54=; FE55=: FE56=? FE57=!
        FE59+2=( FE5B={ FE5C=} FE5F=# FE60=& FE61+2=* FE63=- FE64=< FE65=> FE66== FE68=\ FE69+2=$ FE6B=@ FF01+32=! FF21+26=a FF3B+36=[ 107A5=q
        1D400+26=a 1D41A+26=a 1D434+26=a 1D44E+7=a 1D456+18=i 1D468+26=a 1D482+26=a 1D49C=a 1D49E+2=c 1D4A2=g 1D4A5+2=j 1D4A9+4=n 1D4AE+8=s
        1D4B6+4=a 1D4BB=f 1D4BD+7=h 1D4C5+11=p 1D4D0+26=a 1D4EA+26=a 1D504+2=a 1D507+4=d 1D50D+8=j 1D516+7=s 1D51E+26=a 1D538+2=a 1D53B+4=d
        1D540+5=i 1D546=o 1D54A+7=s 1D552+26=a 1D56C+26=a 1D586+26=a 1D5A0+26=a 1D5BA+26=a 1D5D4+26=a 1D5EE+26=a 1D608+26=a 1D622+26=a 1D63C+26=a
        1D656+26=a 1D670+26=a 1D68A+26=a 1D7CE+10=0 1D7D8+10=0 1D7E2+10=0 1D7EC+10=0 1D7F6+10=0 1F100=0. 1F101=0, 1F102=1, 1F103=2, 1F104=3,
        1F105=4, 1F106=5, 1F107=6, 1F108=7, 1F109=8, 1F10A=9, 1F110=(a) 1F111=(b) 1F112=(c) 1F113=(d) 1F114=(e) 1F115=(f) 1F116=(g) 1F117=(h)
        1F118=(i) 1F119=(j) 1F11A=(k) 1F11B=(l) 1F11C=(m) 1F11D=(n) 1F11E=(o) 1F11F=(p) 1F120=(q) 1F121=(r) 1F122=(s) 1F123=(t) 1F124=(u) 1F125=(v)
        1F126=(w) 1F127=(x) 1F128=(y) 1F129=(z) 1F12B=c 1F12C=r 1F12D=cd 1F12E=wz 1F130+26=a 1F14A=hv 1F14B=mv 1F14C=sd 1F14D=ss 1F14E=ppv 1F14F=wc
        1F16A=mc 1F16B=md 1F16C=mr 1F190=dj 1FBF0+10=0
        """;

    private static readonly FrozenDictionary<int, string> Folded = Read();

    public static string? Of(int codePoint) => Folded.GetValueOrDefault(codePoint);

    private static FrozenDictionary<int, string> Read()
    {
        var folded = new Dictionary<int, string>();
        foreach (var entry in Table.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            var target = entry[(equals + 1)..];
            var sign = entry.AsSpan(0, equals).IndexOfAny('*', '+');
            var first = int.Parse(entry.AsSpan(0, sign < 0 ? equals : sign), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var count = sign < 0 ? 1 : int.Parse(entry.AsSpan(sign + 1, equals - sign - 1), CultureInfo.InvariantCulture);
            for (var index = 0; index < count; index++)
            {
                folded[first + index] = sign >= 0 && entry[sign] == '+' ? ((char)(target[0] + index)).ToString() : target;
            }
        }

        return folded.ToFrozenDictionary();
    }
}

"""Which characters can begin and make up a Chinese personal name, and which words only look like one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌"
    "马苗凤方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵"
    "湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱"
    "骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊"
    "惠甄封芮储靳汲糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司"
    "韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛"
    "寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    "欧沃利蔚越隆师巩聂晁勾敖融冷訾辛阚那简饶空曾毋沙养鞠须丰巢关相查荆红游竺权盖益桓公肖付仝闫覃阳佟苟"
)
"""The hundred family names and those of one character that are frequent today (`肖付仝闫覃阳佟苟` among them)."""

COMPOUND: Final = (
    "欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "东方", "独孤", "端木",
    "南宫", "拓跋", "呼延", "长孙", "宇文", "轩辕", "濮阳", "淳于", "单于", "申屠", "闻人", "钟离", "赫连", "澹台",
)  # fmt: skip
"""Family names of two characters."""

ALSO_WORDS: Final = frozenset(
    "于时从应常经向与和对同由连及后将并但能可来到都全计高多包何项单成解管路方曾任通边别须相那空干充终居步容"
    "国文公广养利东平安明元金支武万双关查权益红富山谷车房席党强农温冷怀司充师都越"
)
"""Family names that are everyday words too; before another family name they are read as the word."""

GIVEN: Final = frozenset(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建国华红玉梅志春海燕晓东林波宁鑫鹏飞宇浩轩梓涵"
    "子怡欣雨婷佳琪诗雅淑珍凤琴云莲荣爱香月珠翠秋冬雪琳晶妍茜瑶慧巧美惠彩青倩蓉薇菁梦岚苑婕馨瑗琰韵融园艺"
    "咏卿聪澜纯毓悦昭冰爽琬茗羽希育滢馥筠柔竹霭凝毅俊峰保力永健世广义兴良山仁贵福生龙元全胜学祥才武新利清"
    "彬富顺信昌成康星光天达安岩茂有坚彪博诚敬震振壮思群豪心邦承乐绍功松善厚庆民友裕河哲江亮政谦亨奇固翰朗"
    "伯宏言若鸣朋斌梁栋维启克伦翔旭泽晨辰士家致树炎德泰盛金铁银根田长远喜双万正石立锋钢彤丹阳帆骏程煜睿萱"
    "瑞嘉锦钧培宝珊蕾莉桃杏菊芬芝芸莹萍蓝颖燕婉娇媛嫣娅妮琼瑛璐璇贞素莎锐凯凡恒培坤垚堂奎媚孝宗定宪富岳崇川"
    "洪润浦淼渊源满潇灿焕煌熙爱玮珂珍理琨璋甫皓盈盼真祖秋稳竣耀聚臣艾英荷葆蔚虎衡裕西豫贤赫起跃逸迪逢道遥郁"
    "钰铭锡镇闯阔陆雄雁雷霄露韬顶领颂飘香骥魁鲲鸿鹤麟默龄旺旸昊昕晏晖晗景智暄曦朔柏根桐棋森楠榕欢歆武殿沛泉沐"
    "洁芹菲楚珺昱佩玟芯熠钊铮锴钦骁驰滨滔沣汐沁泓浚淇淳湘溪瀚炫烁烨焱琛琦瑜瑾璟璞祎禄秉筱绮翊翎耘苒茵荟莺菡萌葳蔓蕴虹谊赟轶迎闰隽雯霏颐骄麒曼仪俐俪冉冠劲励勤勋卉吟垒堃夕奕"
    "妙姗姣娴婧宛寅尧屹巍帅廷弘彧徽忆忠恩惟敦昀晔晟暖朵柯桦梧榆樱沂洛浙焦焰煊牧猛瑄甜畅眉矗硕碧禾笙笛筝粤绣绢绪翌聆舟芙茹荔荻莘菱葵蓓蕙薏蝉赛辕郴酉钗铃铎镜隆霖靓飒驹骅鹃黛"
)
"""Characters that given names are made of; words of grammar are left out even where names have them."""

FIRST_OF_TWO: Final = frozenset("大小")
"""Characters that a given name of two may begin with and that are too frequent to stand anywhere else in one."""


@cache
def not_names() -> frozenset[str]:
    """Words that begin with a family name and go on like a given name, but are no one's name."""
    text = files(__package__).joinpath("not_names.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if line[0] != "#" for word in line.split())
